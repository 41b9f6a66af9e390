/* Room A, C floor: the module `_godot_core`, and the levels at which the engine lets the extension in and out. */
#include "containers.h"
#include "plain.h"

static PyObject *level_hook; /* level_hook(level, entering) */

static void call_hook(PyObject *hook) {
    PyObject *done = hook ? PyObject_CallNoArgs(hook) : NULL;
    if (!done && PyErr_Occurred())
        report_exception();
    Py_XDECREF(done);
}

/* The tree is made, and what is in it is not ready yet. */
static void main_loop_starts(void) {
    if (!bridge_is_up || !hooks.starting)
        return;
    BRIDGE_ENTER;
    call_hook(hooks.starting);
    BRIDGE_LEAVE;
}

/* After the tree is gone, and before the script languages are. */
static void main_loop_ends(void) {
    if (!bridge_is_up)
        return;
    BRIDGE_ENTER;
    call_hook(hooks.ending);
    values_release(1);
    BRIDGE_LEAVE;
}

static void change_level(int level, int entering) {
    BRIDGE_ENTER;
    if (entering && level == GDEXTENSION_INITIALIZATION_SCENE) {
        if (values_setup() || sequences_setup() || mappings_setup() || callables_setup() || signals_setup() || objects_setup()) {
            gd.print_error("The engine's description and its functions do not fit: build the addon with this engine.",
                           __func__, __FILE__, __LINE__, 1);
            PyErr_Clear();
        } else {
            GDExtensionMainLoopCallbacks callbacks = {
                .startup_func = main_loop_starts, .shutdown_func = main_loop_ends, .frame_func = holds_frame};
            gd.register_main_loop_callbacks(bridge_library, &callbacks);
            bridge_is_up = 1;
        }
    }
    if (bridge_is_up && level_hook) {
        PyObject *done = PyObject_CallFunction(level_hook, "iO", level, entering ? Py_True : Py_False);
        if (!done) {
            report_exception();
            if (entering && level == GDEXTENSION_INITIALIZATION_SCENE)
                bridge_is_up = 0; /* half a bridge is none */
        }
        Py_XDECREF(done);
    }
    if (!entering && level == GDEXTENSION_INITIALIZATION_SCENE && bridge_is_up) {
        objects_release_all();
        bridge_is_up = 0;
    }
    PyGILState_Release(gil_state);
}

void bridge_initialize(void *userdata, GDExtensionInitializationLevel level) { change_level(level, 1); }
void bridge_deinitialize(void *userdata, GDExtensionInitializationLevel level) { change_level(level, 0); }

static PyObject *py_set_level_hook(PyObject *module, PyObject *hook) {
    Py_XSETREF(level_hook, Py_NewRef(hook));
    Py_RETURN_NONE;
}

static PyMethodDef module_functions[] = {
    {"set_level_hook", py_set_level_hook, METH_O, "set_level_hook(hook): hook(level, entering) at each level."}, {NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_godot_core", "The compiled part of the engine bridge.", -1, module_functions,
};

PyMODINIT_FUNC PyInit__godot_core(void) {
    PyTypeObject *types[] = {&EngineObject_Type, &ObjectMeta_Type, &Value_Type,      &Sequence_Type,      &PackedValue_Type, &SequenceIterator_Type,
                             &Mapping_Type,      &MappingIterator_Type, &MethodBind_Type, &PlainMeta_Type,   &PlainMember_Type,
                             &PlainConstant_Type, &BuiltinMethod_Type, &BuiltinStatic_Type, &Signal_Type, &SignalDescriptor_Type,
                             &NamedMethod_Type, &Property_Type};
    PyMethodDef *functions[] = {object_functions, operation_functions, class_functions, script_functions, plain_functions,
                                attribute_functions, signal_functions};
    PyObject *module = PyModule_Create(&definition);
    if (!module)
        return NULL;
    ObjectMeta_Type.tp_base = PlainMeta_Type.tp_base = &PyType_Type; /* on Windows its address is no constant */
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (PyModule_AddType(module, types[i])) {
            Py_DECREF(module);
            return NULL;
        }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (PyModule_AddFunctions(module, functions[i])) {
            Py_DECREF(module);
            return NULL;
        }
    if (PyModule_AddIntConstant(module, "VARIANT_SIZE", VARIANT_SIZE)) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
