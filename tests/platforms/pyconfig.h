/* What Python's headers have to know of 64-bit Windows. An installation of Python for Windows has a longer file of this
 * name; the other headers are the same on all systems, so that with this one the addon's C can be compiled, and linked
 * with a list of names in the place of Python's library. */
#ifndef Py_CONFIG_H
#define Py_CONFIG_H

#define MS_WINDOWS 1
#define MS_WIN32 1
#define NT_THREADS 1
#define WITH_THREAD 1
#define Py_ENABLE_SHARED 1
#define HAVE_DECLSPEC_DLL 1

#ifndef MS_WIN64 /* Python's own file defines it for Microsoft's compiler only */
#error "the build has to say that this is 64-bit Windows"
#endif

#define SIZEOF_SHORT 2
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_LONG_LONG 8
#define SIZEOF_VOID_P 8
#define SIZEOF_SIZE_T 8
#define SIZEOF_WCHAR_T 2
#define SIZEOF_FLOAT 4
#define SIZEOF_DOUBLE 8
#define ALIGNOF_LONG 4
#define ALIGNOF_SIZE_T 8
#define ALIGNOF_MAX_ALIGN_T 16

#define HAVE_STDINT_H 1
#define HAVE_STDDEF_H 1
#define HAVE_SYS_TYPES_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_WCHAR_H 1

#endif
