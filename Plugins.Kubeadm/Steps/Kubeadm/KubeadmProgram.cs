using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Kubeadm;

/// <summary>Runs kubeadm so that it finds the kubelet beside it, wherever that is.</summary>
internal static class KubeadmProgram
{
    private const string SearchPath = "PATH";

    /// <summary>Runs it.</summary>
    /// <param name="context">The hands.</param>
    /// <param name="command">Its path or name, and its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="ProviderException">It fails; the message has the end of its errors.</exception>
    public static Task RunAsync(this IStepContext context, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>();
        if (Path.IsPathFullyQualified(command[0]))
        {
            environment[SearchPath] = $"{Path.GetDirectoryName(command[0])}:{Environment.GetEnvironmentVariable(SearchPath)}";
        }

        return context.ChangeAsync(new StepCommand { Arguments = command, Environment = environment }, cancellationToken);
    }
}
