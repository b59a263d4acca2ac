botosmithIndex([["operation","operations",[["say","Say Text"]]],["error","errors",[["Oops","message"]]]]);
