using Reeve.Containers;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>A root file system that is made for one attempt of a container.</summary>
internal sealed record RootFileSystem
{
    /// <summary>Where it is mounted on the machine.</summary>
    public required string Path { get; init; }

    /// <summary>The home of the container's user, as the image says.</summary>
    public required string Home { get; init; }

    /// <summary>A launch with the variables that a program expects of who it is.</summary>
    public ContainerLaunch Complete(ContainerLaunch launch) => launch.Environment.Any(static variable => variable.Key == "HOME")
        ? launch
        : launch with { Environment = [.. launch.Environment, KeyValuePair.Create("HOME", Home)] };
}
