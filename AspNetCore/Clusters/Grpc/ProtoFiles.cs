using System.Reflection;

namespace Reeve.AspNetCore.Clusters.Grpc;

/// <summary>The proto files of what is served.</summary>
internal static class ProtoFiles
{
    /// <summary>The file of the agent's own API.</summary>
    public const string Agent = "agent/v1alpha1/agent.proto";

    /// <summary>The file of the edge's API.</summary>
    public const string Edge = "api/mexosagent.proto";

    /// <summary>All of them by the paths that they import each other by.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Agent, Edge, "grpc/health/v1/health.proto", "grpc/reflection/v1/reflection.proto", "grpc/reflection/v1alpha/reflection.proto"];

    /// <summary>Reads one of them, or another file beside them.</summary>
    public static async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"proto/{name}")
            ?? throw new FileNotFoundException($"There is no proto file {name}."));
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
