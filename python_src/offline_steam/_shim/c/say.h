/* Room C, offline_steam: how C tells the developer something. */
#ifndef OFFLINE_STEAM_SAY_H
#define OFFLINE_STEAM_SAY_H

#include "start.h"

typedef void (*warning_hook)(int severity, const char *text);

/* SetWarningMessageHook: the program's own log. */
static _Atomic(warning_hook) hook;

enum { SEVERITY_WARNING = 1 };

/* A line in the log of whoever runs Python in this process (Godot's log in Godot), else on stderr,
   and to the program's hook. */
static void say(const char *text)
{
    warning_hook listener = atomic_load(&hook);
    if (python_answers()) {
        py_notify(text);
    } else if (Py_IsInitialized()) { /* the program's own, and our part in it has not started */
        PyGILState_STATE gil = PyGILState_Ensure();
        PySys_FormatStderr("offline Steam: %s\n", text);
        PyGILState_Release(gil);
    } else {
        fprintf(stderr, "offline Steam: %s\n", text);
    }
    if (listener)
        listener(SEVERITY_WARNING, text);
}

#endif
