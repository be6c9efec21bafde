using System.Globalization;
using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>Keeps <c>runAsNonRoot</c> where the image of layers says who runs, in the kubelet's words.</summary>
internal static class NonRoot
{
    /// <exception cref="ProviderException">It would run as root, or nobody can tell.</exception>
    public static void Check(ResolvedContainer container, ResolvedImage image)
    {
        var context = container.SecurityContext;
        if (context.RunAsNonRoot != true || image.Form != ImageForms.Layers)
        {
            return;
        }

        var user = context.RunAsUser?.ToString(CultureInfo.InvariantCulture) ?? (image.User ?? "").Split(':')[0];
        if (user.Length == 0 || !user.AsSpan().ContainsAnyExcept('0'))
        {
            throw new ProviderException(ErrorReason.Invalid, context.RunAsUser is null
                ? "container has runAsNonRoot and image will run as root"
                : "container's runAsUser breaks non-root policy");
        }

        if (!user.All(char.IsAsciiDigit))
        {
            throw new ProviderException(ErrorReason.Invalid, $"container has runAsNonRoot and image has non-numeric user ({user}), cannot verify user is non-root");
        }
    }
}
