using System.Globalization;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>What the driver has to know of the manager.</summary>
internal sealed record ManagerFacts
{
    private static readonly string[] GrepPlaces = ["/usr/bin/grep", "/bin/grep"];

    public required string Version { get; init; }

    /// <summary>Name and version as <c>systemctl --version</c> begins: <c>systemd 252 (252.38-1~deb12u1)</c>.</summary>
    public string Name => $"systemd {Number(Version)} ({Version})";

    /// <summary>The manager's own control group, above all slices; empty for the top.</summary>
    public required string ControlGroup { get; init; }

    /// <summary>What the manager gives to every unit, as <c>NAME=value</c>.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Whether it is a system manager: it can take on users, capabilities and mounts.</summary>
    public required bool IsRoot { get; init; }

    public bool PrivateMounts => IsRoot;

    public string Grep { get; } = GrepPlaces.FirstOrDefault(File.Exists) ?? GrepPlaces[0];

    /// <summary>Asks the manager.</summary>
    /// <exception cref="ProviderException">Unsupported: it is too old.</exception>
    public static async Task<ManagerFacts> ReadAsync(ISystemdManager manager, SystemdAddress address, CancellationToken cancellationToken)
    {
        const int Oldest = 247;
        var version = (string)await manager.GetManagerPropertyAsync("Version", cancellationToken);
        var number = Number(version);
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major < Oldest)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"This is systemd {version}; {Oldest} or newer is needed.");
        }

        var group = (string)await manager.GetManagerPropertyAsync("ControlGroup", cancellationToken);
        var environment = (object[])await manager.GetManagerPropertyAsync("Environment", cancellationToken);
        return new ManagerFacts
        {
            Version = version,
            ControlGroup = group == "/" ? "" : group,
            Environment = [.. environment.Cast<string>()],
            IsRoot = address != SystemdAddress.User,
        };
    }

    private static string Number(string version) =>
        new([.. version.SkipWhile(character => !char.IsAsciiDigit(character)).TakeWhile(char.IsAsciiDigit)]);
}
