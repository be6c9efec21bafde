using Reeve.Containers;
using Reeve.Kubernetes;

namespace Reeve.Plugins.Process.Admission;

/// <summary>Whether a container looks for a volume where it really is, on a machine without private mounts.</summary>
internal static class MountReferences
{
    /// <summary>Mounted into every pod of a cluster by its API server, wanted or not: no reason to refuse the pod.</summary>
    public const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether command, arguments or environment name the variable that says where the volume is.</summary>
    public static bool Names(ContainerCommon container, string volume)
    {
        var variable = MountVariable.NameOf(volume);
        return container.Command
            .Concat(container.Args)
            .Concat(container.Env.Select(item => item.Value ?? ""))
            .Any(text => Names(text, variable));
    }

    private static bool Names(string text, string variable)
    {
        for (var at = text.IndexOf(variable, StringComparison.Ordinal); at >= 0; at = text.IndexOf(variable, at + 1, StringComparison.Ordinal))
        {
            var end = at + variable.Length;
            if (end == text.Length || (!char.IsAsciiLetterOrDigit(text[end]) && text[end] != '_'))
            {
                return true;
            }
        }

        return false;
    }
}
