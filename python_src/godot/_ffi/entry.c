/* Room A, C floor: the entry. Godot calls godot_python_entry; it finds the engine's functions, starts Python from the
 * folder that belongs to this library, and hands over to godot/_ffi/boot.py. */
#include "bridge.h"
#include "carried.h"
#include "platform.h"

#include <string.h>

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define PYTHON_VERSION TEXT(PY_MAJOR_VERSION) "." TEXT(PY_MINOR_VERSION)
#define HOME_MAX (PLATFORM_PATH_SIZE + 8)
#define MINIMUM_MAJOR 4
#define MINIMUM_MINOR 6
#define REINSTALL_IT "The game's folder is incomplete: copy the game whole, with the folder steamworks, or export it again."
#define COPY_IT "Close Godot, copy the addon's folder again, whole, over this one, and start again."
#define COMPLETE_IT "The addon's folder is incomplete. Link the folder addons/steamworks, or copy it with what its links lead to (cp -rL), or build it again."

struct interface_table gd;
GDExtensionClassLibraryPtr bridge_library;
int bridge_is_up;

/* cffi's embedding function, in Python: boot.py. 1 when the bridge is up. */
extern int godot_boot(const char *packages);

static void complain(const char *what, const char *remedy) {
    char text[8192 + 512];
    snprintf(text, sizeof text, "%s %s", what, remedy);
    gd.print_error(text, "godot_python_entry", "steamworks.gdextension", 0, 1);
}

static int engine_is_new_enough(GDExtensionInterfaceGetProcAddress get_proc_address) {
    GDExtensionInterfaceGetGodotVersion get_version = (void *)get_proc_address("get_godot_version");
    GDExtensionGodotVersion version = {0};
    char text[256];
    if (get_version)
        get_version(&version);
    if (version.major > MINIMUM_MAJOR || (version.major == MINIMUM_MAJOR && version.minor >= MINIMUM_MINOR))
        return 1;
    snprintf(text, sizeof text, "The Steamworks addon needs Godot " TEXT(MINIMUM_MAJOR) "." TEXT(MINIMUM_MINOR)
             " or newer; this is Godot %u.%u. Update Godot, or remove the addon from the project.",
             version.major, version.minor);
    gd.print_error = (void *)get_proc_address("print_error");
    if (gd.print_error)
        gd.print_error(text, "godot_python_entry", "steamworks.gdextension", 0, 1);
    return 0;
}

static int load_interface(GDExtensionInterfaceGetProcAddress get_proc_address) {
    const char *missing = NULL;
    for (size_t i = 0; i < INTERFACE_COUNT; i++) {
        GDExtensionInterfaceFunctionPtr function = get_proc_address(interface_functions[i].name);
        memcpy((char *)&gd + interface_functions[i].offset, &function, sizeof function);
        if (!function && interface_functions[i].required && !missing)
            missing = interface_functions[i].name;
    }
    if (missing) {
        char text[256];
        snprintf(text, sizeof text, "This Godot lacks the extension function '%s' that the Steamworks addon needs.", missing);
        complain(text, "Use Godot " TEXT(MINIMUM_MAJOR) "." TEXT(MINIMUM_MINOR) " or newer.");
    }
    return missing == NULL;
}

/* Where Python lies, and what to do when something is missing there. */
struct home {
    char path[HOME_MAX];
    const char *remedy;
    int is_games;   /* an exported game's own folder: nothing from outside has a say in it */
    int keep_as_is; /* what lies there is complete: no bytecode is written beside it */
};

static int exists(const char *folder, const char *name) {
    char path[HOME_MAX + 64];
    return snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path && platform_exists(path);
}

/* An exported game has the folder `steamworks` beside this library, which lies beside its program; the addon has the
 * folder `python` beside its folder `bin`, in which this library is. */
static int find_home(struct home *home) {
    char folder[PLATFORM_PATH_SIZE], text[PLATFORM_PATH_SIZE + 512];
    if (!platform_library_path(folder, sizeof folder) || !strrchr(folder, '/')) {
        complain("The Steamworks addon cannot tell where its own library lies.", "Copy addons/steamworks whole.");
        return 0;
    }
    *strrchr(folder, '/') = 0;
    home->is_games = exists(folder, "steamworks");
    home->keep_as_is = home->is_games;
    home->remedy = home->is_games ? REINSTALL_IT : COMPLETE_IT;
    if (home->is_games)
        return snprintf(home->path, HOME_MAX, "%s/steamworks", folder) < HOME_MAX;
    char *name = strrchr(folder, '/');
    if (name && !strcmp(name, "/bin")) {
        *name = 0;
        return snprintf(home->path, HOME_MAX, "%s/python", folder) < HOME_MAX;
    }
    snprintf(text, sizeof text, "The folder 'steamworks' is not in '%s'.", folder);
    complain(text, REINSTALL_IT);
    return 0;
}

static void report_state(const struct home *home, const char *what, const char *files, const char *remedy) {
    char text[CARRIED_TEXT_SIZE + PLATFORM_PATH_SIZE + 512];
    if (!*files)
        return;
    int length = (int)(strrchr(home->path, '/') - home->path); /* without the folder `python` */
    snprintf(text, sizeof text, "The Steamworks addon in '%.*s' %s: %s.", length, home->path, what, files);
    complain(text, remedy);
}

/* A self-contained addon knows which files it has. What is not as it should be is told, and the start goes on: it may
 * be something that is not needed, and if it is, what fails for it says so too. */
static void check_copy(struct home *home) {
    static struct carried_state state; /* large; this runs once */
    carried_check(home->path, &state);
    if (!state.self_contained)
        return;
    home->keep_as_is = 1;
    home->remedy = COPY_IT;
    report_state(home, "is incomplete. Missing", state.missing, COPY_IT);
    report_state(home, "has files that are not those of its version", state.changed, COPY_IT);
    report_state(home, "has files of an older version that cannot be removed", state.left,
                 "Close Godot, delete the addon's folder except python/site-packages, and copy the new one.");
}

static PyStatus add_path(PyConfig *config, const char *home, const char *name) {
    char path[HOME_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", home, name);
    wchar_t *wide = Py_DecodeLocale(path, NULL);
    PyStatus status = wide ? PyWideStringList_Append(&config->module_search_paths, wide) : PyStatus_NoMemory();
    PyMem_RawFree(wide);
    return status;
}

/* A copy of the links that the build makes leads nowhere: that deserves plainer words than a failed import. */
static int packages_are_there(const struct home *home, const char *packages) {
    char message[PLATFORM_PATH_SIZE + 512];
    if (exists(packages, "godot"))
        return 1;
    snprintf(message, sizeof message, "The Python package 'godot' is not in '%s'.", packages);
    complain(message, home->remedy);
    return 0;
}

/* Variables from which the libraries that Python's modules stand on would take code. (Python's own are ignored: its
 * configuration is the isolated one.) */
static void keep_environment_out(void) {
    static const char *const names[] = {"OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        platform_forget_variable(names[i]);
}

static int start_python(const struct home *home) {
    PyPreConfig pre;
    PyConfig config;
    char message[PLATFORM_PATH_SIZE + 512];
    if (!exists(home->path, "lib/python" PYTHON_VERSION "/encodings") &&
        !exists(home->path, "lib/python" TEXT(PY_MAJOR_VERSION) TEXT(PY_MINOR_VERSION) ".zip")) {
        snprintf(message, sizeof message, "Python " PYTHON_VERSION "'s standard library is not in '%s'.", home->path);
        complain(message, home->remedy);
        return 0;
    }
    PyPreConfig_InitIsolatedConfig(&pre);
    pre.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&pre);
    if (PyStatus_Exception(status))
        goto failed_early;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.install_signal_handlers = 0;
    config.parse_argv = 0;
    config.write_bytecode = !home->keep_as_is;
    config.module_search_paths_set = 1;
    status = PyConfig_SetBytesString(&config, &config.home, home->path);
    if (!PyStatus_Exception(status))
        status = PyConfig_SetBytesString(&config, &config.program_name, "godot");
    static const char *const folders[] = {"lib/python" TEXT(PY_MAJOR_VERSION) TEXT(PY_MINOR_VERSION) ".zip",
                                          "lib/python" PYTHON_VERSION, "lib/python" PYTHON_VERSION "/lib-dynload",
                                          "packages", "site-packages"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !PyStatus_Exception(status); i++)
        status = add_path(&config, home->path, folders[i]);
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (!PyStatus_Exception(status)) {
        PyEval_SaveThread(); /* every entry from the engine takes the GIL itself */
        return 1;
    }
failed_early:
    snprintf(message, sizeof message, "Python " PYTHON_VERSION " did not start: %s.",
             status.err_msg ? status.err_msg : "no reason given");
    complain(message, home->remedy);
    return 0;
}

/* The module _godot_core, and the packages' folder in sys.path, where it is not yet if another extension has started
 * Python. -1 with an exception. */
static int prepare_python(const char *packages) {
    PyObject *module = PyInit__godot_core(), *path = PySys_GetObject("path"), *folder = PyUnicode_DecodeFSDefault(packages);
    int status = module && folder ? PyDict_SetItemString(PyImport_GetModuleDict(), "_godot_core", module) : -1;
    if (status == 0 && path && PyList_Check(path)) {
        int present = PySequence_Contains(path, folder);
        status = present < 0 || (!present && PyList_Append(path, folder)) ? -1 : 0;
    }
    Py_XDECREF(module);
    Py_XDECREF(folder);
    return status;
}

/* Runs boot.py, with sys.stderr kept aside: what cffi says there of a failure belongs into Godot's log. */
static int boot(const struct home *home, const char *packages) {
    char message[8192] = "The Steamworks addon's Python packages could not be loaded.";
    PyGILState_STATE gil_state = PyGILState_Ensure();
    PyObject *io = PyImport_ImportModule("io"), *kept = Py_XNewRef(PySys_GetObject("stderr")), *text = NULL;
    PyObject *aside = io ? PyObject_CallMethod(io, "StringIO", NULL) : NULL;
    int started = 0;
    if (aside && PySys_SetObject("stderr", aside) == 0) {
        if (prepare_python(packages) == 0) {
            Py_BEGIN_ALLOW_THREADS
            started = godot_boot(packages);
            Py_END_ALLOW_THREADS
        }
        if (PyErr_Occurred())
            PyErr_Print();
        text = PyObject_CallMethod(aside, "getvalue", NULL);
        PySys_SetObject("stderr", kept);
    }
    if (!started) {
        const char *said = text ? PyUnicode_AsUTF8(text) : NULL;
        if (said)
            snprintf(message, sizeof message, "The Steamworks addon's Python packages could not be loaded.\n%s", said);
        complain(message, home->remedy);
    }
    PyErr_Clear();
    Py_XDECREF(text);
    Py_XDECREF(aside);
    Py_XDECREF(kept);
    Py_XDECREF(io);
    PyGILState_Release(gil_state);
    return started;
}

PLATFORM_EXPORT GDExtensionBool
godot_python_entry(GDExtensionInterfaceGetProcAddress get_proc_address, GDExtensionClassLibraryPtr library,
                   GDExtensionInitialization *initialization) {
    struct home home;
    char packages[HOME_MAX + 16];
    bridge_library = library;
    if (!engine_is_new_enough(get_proc_address) || !load_interface(get_proc_address) || !find_home(&home))
        return 0;
    snprintf(packages, sizeof packages, "%s/packages", home.path);
    if (home.is_games)
        keep_environment_out();
    else
        check_copy(&home);
    if (!Py_IsInitialized() && !start_python(&home))
        return 0;
    if (!packages_are_there(&home, packages) || !boot(&home, packages))
        return 0;
    initialization->minimum_initialization_level = GDEXTENSION_INITIALIZATION_SCENE;
    initialization->initialize = bridge_initialize;
    initialization->deinitialize = bridge_deinitialize;
    return 1;
}
