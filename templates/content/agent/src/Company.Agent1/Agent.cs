using Microsoft.Extensions.DependencyInjection;

namespace Company.Agent1;

/// <summary>Puts the agent together.</summary>
public static class Agent
{
    public const string NodeName = "my-node";

    /// <summary>Adds the node.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="state">Where it keeps what must survive it.</param>
    /// <param name="args"><c>--kubeconfig FILE</c>, or manifests.</param>
    public static void AddAgent(this IServiceCollection services, string state, IReadOnlyList<string> args)
    {
        var node = services.AddReeve(options => options.StateDirectory = state).AddNode(NodeName).UseProvider<TimerProvider>();
        _ = args is ["--kubeconfig", var kubeconfig] ? node.UseKubeconfig(kubeconfig) : node.UseManifests([.. args]);
    }
}
