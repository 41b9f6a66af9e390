/* Room A, C floor: what the engine asks of a script itself: GDScript's `Orc.count()` and `Orc.LIMIT`, where Orc is the
 * preloaded file. The engine has no way for that except a script instance, which is put on the script resource. */
#include "scripts.h"

static void class_call(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                       const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
                       GDExtensionCallError *error) {
    ScriptInstance *instance = data;
    ScriptRecord *record = instance->record;
    error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD;
    if (!bridge_is_up)
        return;
    const Member *member = script_find(script_enter(instance), name);
    atomic_fetch_add(&record->references, 1); /* the call may free the script */
    if (member && member->method && member->is_static) {
        error->error = GDEXTENSION_CALL_OK;
        method_call_on(member->method, (PyObject *)record->type, args, count, result, error);
    }
    script_leave(record);
    script_record_release(record);
}

static GDExtensionBool class_has_method(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    int has = member && member->method && member->is_static;
    script_leave(instance->record);
    return has;
}

static GDExtensionBool class_get(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                 GDExtensionVariantPtr result) {
    ScriptInstance *instance = data;
    ScriptRecord *record = instance->record;
    int found = 0;
    if (!bridge_is_up)
        return 0;
    const Member *member = script_find(script_enter(instance), name);
    atomic_fetch_add(&record->references, 1); /* the conversion may free the script */
    if (member && member->constant) {
        BRIDGE_ENTER;
        Variant variant;
        if (variant_from_python(member->constant, &variant) == 0) {
            *(Variant *)result = variant;
            found = 1;
        }
        if (PyErr_Occurred())
            report_exception();
        BRIDGE_LEAVE;
    }
    script_leave(record);
    script_record_release(record);
    return found;
}

static GDExtensionBool class_set(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                 GDExtensionConstVariantPtr variant) {
    return 0;
}

static void class_to_string(GDExtensionScriptInstanceDataPtr data, GDExtensionBool *valid, GDExtensionStringPtr out) {
    *valid = 0;
}

static GDExtensionBool class_may_die(GDExtensionScriptInstanceDataPtr data) { return 1; }

static void class_free(GDExtensionScriptInstanceDataPtr data) {
    ScriptInstance *instance = data;
    if (!bridge_is_up)
        return;
    script_record_release(instance->record);
    PyMem_RawFree(instance);
}

static const GDExtensionScriptInstanceInfo3 class_info = {
    .set_func = class_set,
    .get_func = class_get,
    .call_func = class_call,
    .has_method_func = class_has_method,
    .to_string_func = class_to_string,
    .refcount_decremented_func = class_may_die,
    .free_func = class_free,
};

/* Lets the script resource answer for its class. -1 with an exception. */
int script_show_class(ScriptRecord *record) {
    ScriptInstance *instance = PyMem_RawCalloc(1, sizeof *instance);
    if (!instance) {
        PyErr_NoMemory();
        return -1;
    }
    instance->record = record;
    atomic_fetch_add(&record->references, 1);
    gd.object_set_script_instance(record->script, gd.script_instance_create3(&class_info, instance));
    return 0;
}
