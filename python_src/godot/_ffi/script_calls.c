/* Room A, C floor: methods and notifications of objects that have a Python script. */
#include "scripts.h"

/* Around every piece of Python code, which may free the object, or take its script away. With the GIL. */
PyObject *script_hold(ScriptInstance *instance) {
    atomic_fetch_add(&instance->record->references, 1);
    return Py_NewRef((PyObject *)instance->face);
}

void script_release(ScriptRecord *record, PyObject *self) {
    if (PyErr_Occurred())
        report_exception();
    script_leave(record);
    script_record_release(record);
    Py_DECREF(self);
}

/* Calls one of the special methods; NULL after an exception, which is in the log then. */
PyObject *script_ask(PyObject *face, PyObject *method, PyObject *first, PyObject *second) {
    PyObject *args[] = {face, first, second};
    size_t count = second ? 3 : first ? 2 : 1;
    PyObject *answer = PyObject_VectorcallMethod(method, args, count | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    answer = call_answer(answer, face, 0);
    if (!answer)
        report_exception();
    return answer;
}

/* The engine says nothing when one of its own calls, such as _process(delta), is refused: that is for us, once. */
static void tell_misfit(ScriptRecord *record, Member *member, const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                        const GDExtensionCallError *error) {
    if (member->told || !bridge_is_up)
        return;
    BRIDGE_ENTER;
    const Signature *signature = &member->method->signature;
    int required = member->method->required, most = signature->count;
    if (PyUnicode_READ_CHAR(member->attribute, 0) == '_') {
        member->told = 1;
        if (error->error == GDEXTENSION_CALL_ERROR_INVALID_ARGUMENT)
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with a %s as argument %d, and it takes a %s there",
                         record->type->tp_name, member->attribute, kind_name(gd.variant_get_type(args[error->argument])),
                         error->argument + 1, kind_name((Kind)error->expected));
        else if (required == most)
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with %zd argument(s) besides self, and it takes %d",
                         record->type->tp_name, member->attribute, (Py_ssize_t)count, most);
        else
            PyErr_Format(PyExc_TypeError, "%s.%U() was called with %zd argument(s) besides self, and it takes %d to %d",
                         record->type->tp_name, member->attribute, (Py_ssize_t)count, required, most);
        report_exception();
    }
    BRIDGE_LEAVE;
}

static void script_call(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                        const GDExtensionConstVariantPtr *args, GDExtensionInt count, GDExtensionVariantPtr result,
                        GDExtensionCallError *error) {
    ScriptInstance *instance = data;
    ScriptRecord *record = instance->record;
    error->error = GDEXTENSION_CALL_ERROR_INVALID_METHOD;
    if (script_has_gone(instance))
        return;
    const Member *member = script_find(script_enter(instance), name);
    if (!member || !member->method) {
        script_leave(record);
        return;
    }
    error->error = GDEXTENSION_CALL_OK;
    atomic_fetch_add(&record->references, 1); /* the call may free the object */
    method_call(member->method, instance->face, args, count, result, error);
    if (error->error && error->error != GDEXTENSION_CALL_ERROR_INVALID_METHOD)
        tell_misfit(record, (Member *)member, args, count, error);
    script_leave(record);
    script_record_release(record);
}

GDExtensionBool script_has_method(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    int has = member && member->method;
    script_leave(instance->record);
    return has;
}

static GDExtensionInt script_argument_count(GDExtensionScriptInstanceDataPtr data, GDExtensionConstStringNamePtr name,
                                            GDExtensionBool *valid) {
    ScriptInstance *instance = data;
    const Member *member = script_find(script_enter(instance), name);
    *valid = member && member->method;
    GDExtensionInt count = *valid ? member->method->signature.count : 0;
    script_leave(instance->record);
    return count;
}

enum { NOTIFICATION_PREDELETE = 1 }; /* of the class Object */

static void script_notification(GDExtensionScriptInstanceDataPtr data, int32_t what, GDExtensionBool reversed) {
    ScriptInstance *instance = data;
    if (script_has_gone(instance))
        return;
    if (what == NOTIFICATION_PREDELETE)
        instance->leaving = 1;
    ScriptRecord *record = instance->record;
    PyObject *method = script_enter(instance)->specials[SPECIAL_NOTIFICATION];
    int cancels = what == NOTIFICATION_PREDELETE && instance->face->awaits;
    if (method || cancels) {
        BRIDGE_ENTER;
        PyObject *face = script_hold(instance), *done = NULL;
        if (cancels) {
            if (!(done = PyObject_CallOneArg(hooks.cancel, face)))
                report_exception();
            Py_XDECREF(done);
        }
        PyObject *number = method ? PyLong_FromLong(what) : NULL;
        if (number)
            Py_XDECREF(script_ask(face, method, number, NULL));
        Py_XDECREF(number);
        script_release(record, face);
        BRIDGE_LEAVE;
    } else
        script_leave(record);
}

static void script_to_string(GDExtensionScriptInstanceDataPtr data, GDExtensionBool *valid, GDExtensionStringPtr out) {
    ScriptInstance *instance = data;
    *valid = 0;
    if (script_has_gone(instance))
        return;
    ScriptRecord *record = instance->record;
    BRIDGE_ENTER;
    PyObject *method = script_enter(instance)->specials[SPECIAL_TO_STRING];
    PyObject *self = script_hold(instance), *text = NULL;
    if (method)
        text = PyObject_CallMethodNoArgs(self, method);
    else if (Py_TYPE(self)->tp_str != PyBaseObject_Type.tp_str)
        text = PyObject_Str(self);
    const char *utf8 = text ? PyUnicode_AsUTF8(text) : NULL;
    *valid = utf8 != NULL;
    if (utf8)
        gd.string_new_with_utf8_chars(out, utf8);
    Py_XDECREF(text);
    script_release(record, self);
    BRIDGE_LEAVE;
}

void script_fill_calls(GDExtensionScriptInstanceInfo3 *info) {
    info->has_method_func = script_has_method;
    info->get_method_argument_count_func = script_argument_count;
    info->call_func = script_call;
    info->notification_func = script_notification;
    info->to_string_func = script_to_string;
}
