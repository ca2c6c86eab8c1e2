// The parts of libxlsxwriter (1.0 or newer) and of zlib, which it stands on, that the room
// Statements uses.
#ifndef MINGDAI_CXLSXWRITER_SHIM_H
#define MINGDAI_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>
#include <zlib.h>

#endif
