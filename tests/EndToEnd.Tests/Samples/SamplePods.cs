using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Samples;

/// <summary>Samples as pods of one node.</summary>
internal static class SamplePods
{
    /// <summary>Applies a sample, bound to this node, whatever other nodes there are.</summary>
    public static async Task ApplyAsync(ControlPlane plane, NodeAgent agent, string sample)
    {
        var manifest = await File.ReadAllTextAsync(Path.Combine(Repository.Samples, sample));
        var bound = agent["bound.yaml"];
        await File.WriteAllTextAsync(bound, manifest.Replace("\nspec:\n", $"\nspec:\n  nodeName: {agent.Name}\n", StringComparison.Ordinal));
        await plane.Kubectl.RunAsync("apply", "-n", agent.Namespace, "-f", bound);
    }

    /// <summary>Waits until a pod is ready, and says what there is to know if it does not get there.</summary>
    public static async Task<JsonNode> WaitReadyAsync(ControlPlane plane, NodeAgent agent, string pod)
    {
        try
        {
            return (await plane.Admin.WaitAsync($"{agent.Pods}/{pod}", found => found.IsReady(), $"pod {pod} is ready", TimeSpan.FromMinutes(3)))!;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await plane.Kubectl.RunAsync("describe", "pod", "-n", agent.Namespace, pod)}\n{agent.Output}", e);
        }
    }
}
