using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what a probe or a hook does.</summary>
internal static class HandlerValidator
{
    public static void Validate(FieldErrors errors, HandlerSet handlers, long? gracePeriod, FieldPath field)
    {
        var count = 0;
        Check(handlers.Exec, "exec", ValidateExec);
        Check(handlers.HttpGet, "httpGet", ValidateHttp);
        Check(handlers.TcpSocket, "tcpSocket", static (e, tcp, path) => PortRules.Validate(e, tcp.Port, path.Child("port")));
        Check(handlers.Grpc, "grpc", static (e, grpc, path) => PortRules.Validate(e, grpc.Port, path.Child("port")));
        Check(handlers.Sleep, "sleep", (e, sleep, path) => ValidateSleep(e, sleep, gracePeriod, path));
        if (count == 0)
        {
            errors.Required(field, "must specify a handler type");
        }

        void Check<T>(T? handler, string name, Action<FieldErrors, T, FieldPath> validate)
            where T : class
        {
            if (handler is null)
            {
                return;
            }

            if (count++ > 0)
            {
                errors.Forbidden(field.Child(name), "may not specify more than 1 handler type");
            }
            else
            {
                validate(errors, handler, field.Child(name));
            }
        }
    }

    private static void ValidateExec(FieldErrors errors, ExecAction exec, FieldPath field)
    {
        if (exec.Command.Count == 0)
        {
            errors.Required(field.Child("command"));
        }
    }

    private static void ValidateHttp(FieldErrors errors, HTTPGetAction get, FieldPath field)
    {
        if (get.Path is not { Length: > 0 })
        {
            errors.Required(field.Child("path"));
        }

        PortRules.Validate(errors, get.Port, field.Child("port"));
        errors.OneOf(field.Child("scheme"), get.Scheme ?? "", UriSchemes.Http, UriSchemes.Https);
        foreach (var header in get.HttpHeaders)
        {
            errors.Invalid(field.Child("httpHeaders"), header.Name, NameRules.HeaderName(header.Name));
        }
    }

    private static void ValidateSleep(FieldErrors errors, SleepAction sleep, long? gracePeriod, FieldPath field)
    {
        if (gracePeriod is { } grace && (sleep.Seconds < 0 || sleep.Seconds > grace))
        {
            errors.Invalid(field, sleep.Seconds, $"must be non-negative and less than terminationGracePeriodSeconds ({grace})");
        }
    }
}
