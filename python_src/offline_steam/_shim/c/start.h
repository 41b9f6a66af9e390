/* Room C, offline_steam: the start of Python, when the process has none yet, and of our part in it.

   The library is loaded by C programs without Python, by Python itself (also by one that is linked
   statically into its executable), and beside other libraries that brought Python along. */
#ifndef OFFLINE_STEAM_START_H
#define OFFLINE_STEAM_START_H

#include "platform.h"

/* Set by the build: where the building interpreter keeps its standard library and cffi, and where
   this package was when it was built. Each is only used when nothing nearer to the library exists, and
   is empty in a library that was built for a self-contained addon or for another system. */
#ifndef BUILD_STDLIB
#error "the constants in build_constants() of build_shim.py are missing"
#endif

static char library_path[PATH_SIZE];
static char packages_path[PATH_SIZE];

static struct {
    lock_type lock;
    atomic_int state; /* 0 not yet, 1 started */
    bool python_broken; /* Py_InitializeFromConfig failed: trying again is not defined */
    char message[1024];
} start = {.lock = LOCK_START};

/* C modules of Python resolve its functions in the global scope, but a host may have opened this
   library, and with it libpython, locally. Ask for the same libpython again, globally. */
#ifndef _WIN32
__attribute__((constructor)) static void on_load(void)
{
    Dl_info info;
    if (dladdr((void *)Py_InitializeEx, &info) && info.dli_fname)
        dlopen(info.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
    path_of_library(library_path, sizeof library_path);
}
#endif

static void find_packages(void)
{
    char probe[PATH_SIZE + 32];
#ifdef _WIN32
    path_of_library(library_path, sizeof library_path);
#endif
    snprintf(packages_path, sizeof packages_path, "%s", library_path);
    bool found = path_to_parent(packages_path)   /* lib */
                 && path_to_parent(packages_path)  /* offline_steam */
                 && path_to_parent(packages_path); /* the folder of the packages */
    if (found) {
        snprintf(probe, sizeof probe, "%s/offline_steam/__init__.py", packages_path);
        found = path_exists(probe);
    }
    if (!found)
        snprintf(packages_path, sizeof packages_path, "%s", BUILD_PACKAGES);
}

static PyStatus add_path(PyConfig *config, const char *path)
{
    wchar_t *wide = Py_DecodeLocale(path, NULL);
    if (wide == NULL)
        return PyStatus_Error("a path of the Python installation cannot be decoded");
    PyStatus status = PyWideStringList_Append(&config->module_search_paths, wide);
    PyMem_RawFree(wide);
    return status;
}

/* Starts an isolated interpreter: no environment variable, user site or working directory decides
   what is loaded. Leaves the GIL released. */
static bool start_interpreter(void)
{
    char home[PATH_SIZE], archive[PATH_SIZE + 64], stdlib[PATH_SIZE + 64];
    char dynload[PATH_SIZE + 80], probe[PATH_SIZE + 96];

    /* The addon's layout: python/packages/offline_steam/lib/ beside python/lib/python3.X, or beside
       python/lib/python3X.zip with the compiled modules in that folder. */
    snprintf(home, sizeof home, "%s", packages_path);
    bool carried = path_to_parent(home);
    snprintf(archive, sizeof archive, "%s/lib/python" PYTHON_ARCHIVE, home);
    snprintf(stdlib, sizeof stdlib, "%s/lib/python" PYTHON_VERSION, home);
    snprintf(dynload, sizeof dynload, "%s/lib-dynload", stdlib);
    snprintf(probe, sizeof probe, "%s/os.py", stdlib);
    if (!carried || (!path_exists(probe) && !path_exists(archive))) {
        if (BUILD_STDLIB[0] == '\0' && !carried) {
            snprintf(start.message, sizeof start.message,
                     "offline Steam: no standard library of Python " PYTHON_VERSION
                     " for %.400s. Leave the library in its folder, "
                     "python/packages/offline_steam/lib of the addon, and name that one.",
                     library_path);
            return false;
        }
        if (BUILD_STDLIB[0] == '\0') {
            snprintf(start.message, sizeof start.message,
                     "offline Steam: no standard library of Python " PYTHON_VERSION
                     " at %.400s. Copy the whole addon.", archive);
            return false;
        }
        snprintf(home, sizeof home, "%s", BUILD_HOME);
        snprintf(stdlib, sizeof stdlib, "%s", BUILD_STDLIB);
        snprintf(dynload, sizeof dynload, "%s", BUILD_DYNLOAD);
        snprintf(probe, sizeof probe, "%s/os.py", stdlib);
        if (!path_exists(probe)) {
            snprintf(start.message, sizeof start.message,
                     "offline Steam: no standard library of Python " PYTHON_VERSION
                     " at %.400s. Copy the whole addon, or build the library again with a Python "
                     "that stays where it is.", stdlib);
            return false;
        }
    }

    /* Paths are UTF-8 whatever the locale: a game may be started without any. */
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&before);
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.pathconfig_warnings = 0;
    config.write_bytecode = path_exists(probe); /* not into an addon, which has its bytecode */
    config.module_search_paths_set = 1;
    if (!PyStatus_Exception(status))
        status = PyConfig_SetBytesString(&config, &config.home, home);
    if (!PyStatus_Exception(status))
        status = add_path(&config, archive);
    if (!PyStatus_Exception(status))
        status = add_path(&config, stdlib);
    if (!PyStatus_Exception(status))
        status = add_path(&config, dynload);
    if (!PyStatus_Exception(status))
        status = add_path(&config, packages_path);
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) {
        start.python_broken = true;
        snprintf(start.message, sizeof start.message,
                 "offline Steam: Python " PYTHON_VERSION " could not be started from %.300s: %.300s",
                 stdlib, status.err_msg ? status.err_msg : "no reason given");
        return false;
    }
    PyEval_SaveThread();
    return true;
}

/* Takes the pending Python exception into the message. The GIL is held. */
static void keep_exception(const char *what)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    PyObject *text = value ? PyObject_Str(value) : NULL;
    const char *words = text ? PyUnicode_AsUTF8(text) : NULL;
    snprintf(start.message, sizeof start.message, "offline Steam: %s: %.600s", what,
             words ? words : "no reason given");
    PyErr_Clear();
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
}

/* cffi's own module is needed before any Python code of ours can run. */
static bool import_backend(void)
{
    PyObject *backend = PyImport_ImportModule("_cffi_backend");
    if (backend == NULL && BUILD_CFFI[0] != '\0') {
        PyErr_Clear();
        PyObject *paths = PySys_GetObject("path");
        PyObject *folder = PyUnicode_DecodeFSDefault(BUILD_CFFI);
        if (paths && PyList_Check(paths) && folder)
            PyList_Append(paths, folder);
        Py_XDECREF(folder);
        backend = PyImport_ImportModule("_cffi_backend");
    }
    if (backend == NULL) {
        keep_exception("cffi is missing from this Python (python -m pip install cffi)");
        return false;
    }
    Py_DECREF(backend);
    return true;
}

static bool start_locked(void)
{
    if (atomic_load(&start.state) == 1)
        return true;
    if (start.python_broken)
        return false;
    find_packages();
    if (!Py_IsInitialized() && !start_interpreter())
        return false;

    const char *running = Py_GetVersion();
    if (strncmp(running, PYTHON_VERSION ".", strlen(PYTHON_VERSION ".")) != 0) {
        snprintf(start.message, sizeof start.message,
                 "offline Steam: this library was built for Python " PYTHON_VERSION
                 ", but the process runs Python %.*s. Build it with that Python.",
                 (int)strcspn(running, " "), running);
        return false;
    }
    PyGILState_STATE gil = PyGILState_Ensure();
    bool ready = import_backend();
    PyGILState_Release(gil);
    if (!ready)
        return false;

    if (cffi_start_python() < 0) {
        /* boot.py leaves the reason here, with what to do about it. */
        if (start.message[0] == '\0')
            snprintf(start.message, sizeof start.message,
                     "offline Steam: its Python part did not start (see stderr)");
        return false;
    }
    atomic_store(&start.state, 1);
    return true;
}

/* True when the Python part answers. Otherwise start.message says why not. */
static bool ensure_started(void)
{
    if (atomic_load_explicit(&start.state, memory_order_acquire) == 1)
        return true;
    /* A caller that holds the GIL must not wait for the lock with it: its owner needs the GIL. */
    PyThreadState *held = NULL;
    if (Py_IsInitialized() && PyGILState_Check())
        held = PyEval_SaveThread();
    lock_take(&start.lock);
    bool started = start_locked();
    lock_release(&start.lock);
    if (held)
        PyEval_RestoreThread(held);
    return started;
}

/* Whether Python can be entered: it may have been finalised by a host that ends. */
static bool python_answers(void)
{
    return atomic_load_explicit(&start.state, memory_order_acquire) == 1 && Py_IsInitialized();
}

#endif
