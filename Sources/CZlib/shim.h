// zlib, for packed files: the leak scan reads them.
#ifndef MINGDAI_CZLIB_SHIM_H
#define MINGDAI_CZLIB_SHIM_H

#include <zlib.h>

#endif
