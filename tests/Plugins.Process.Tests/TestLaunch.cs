using Reeve.Containers;
using Reeve.Kubernetes;

namespace Reeve.Plugins.Process.Tests;

/// <summary>A container that a test wants to run; also the form in which it is sent to an agent process.</summary>
internal sealed record TestLaunch
{
    public string Name { get; init; } = "main";

    public string Pod { get; init; } = "pod-1";

    public int Attempt { get; init; }

    public required string[] Arguments { get; init; }

    public Dictionary<string, string> Environment { get; init; } = new() { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" };

    public string? WorkingDirectory { get; init; }

    public ContainerMount[] Mounts { get; init; } = [];

    public SecurityContext SecurityContext { get; init; } = new();

    public PodSecurityContext? PodSecurityContext { get; init; }

    public bool Stdin { get; init; }

    public bool StdinOnce { get; init; }

    public bool Tty { get; init; }

    /// <summary>A shell script as the container's program.</summary>
    public static TestLaunch Shell(string script) => new() { Arguments = ["/bin/sh", "-c", script] };
}
