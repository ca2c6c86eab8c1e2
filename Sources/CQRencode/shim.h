// The parts of libqrencode (4.0 or newer) that the room Markup uses.
#ifndef MINGDAI_CQRENCODE_SHIM_H
#define MINGDAI_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
