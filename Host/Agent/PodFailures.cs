using Reeve.Host.Control;

namespace Reeve.Host.Agent;

/// <summary>Failures in the user's words: below this, pods are known by their UID alone.</summary>
internal static class PodFailures
{
    /// <summary>Says of which pod something was not found.</summary>
    public static async Task NameAsync(PodKey pod, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            throw new ProviderException(ErrorReason.NotFound, $"Pod {pod.Namespace}/{pod.Name}: {exception.Message}", exception);
        }
    }
}
