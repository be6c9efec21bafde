using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates a port that is given by number or by name.</summary>
internal static class PortRules
{
    public static void Validate(FieldErrors errors, IntOrString port, FieldPath field)
    {
        if (port.StringValue is { } name)
        {
            errors.Invalid(field, name, NameRules.PortName(name));
        }
        else
        {
            errors.InRange(field, port.IntValue!.Value, 1, 65535);
        }
    }
}
