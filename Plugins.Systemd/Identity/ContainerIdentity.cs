using System.Globalization;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>Who a container's processes are, and what they may do. Immutable.</summary>
internal sealed record ContainerIdentity
{
    private const uint Root = 0;

    public required uint User { get; init; }

    public required uint Group { get; init; }

    /// <summary>Supplementary groups, the primary one among them.</summary>
    public required IReadOnlyList<uint> Groups { get; init; }

    /// <summary>The capabilities that it can ever have, by number; null for all.</summary>
    public ulong? Bounding { get; init; }

    public bool NoNewPrivileges { get; init; }

    /// <summary>Absolute path of a compiled seccomp filter; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The name of a loaded AppArmor profile; null for none.</summary>
    public string? Profile { get; init; }

    public bool IsRoot => User == Root;

    /// <summary>As options of the entry program.</summary>
    public IEnumerable<string> ToOptions()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"uid={User}");
        yield return string.Create(CultureInfo.InvariantCulture, $"gid={Group}");
        yield return "groups=" + string.Join(',', Groups.Select(group => group.ToString(CultureInfo.InvariantCulture)));
        if (Bounding is { } set)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"bounding={set}");
        }

        if (NoNewPrivileges)
        {
            yield return "no-new-privileges";
        }

        if (Filter is not null)
        {
            yield return $"seccomp={Filter}";
        }

        if (Profile is not null)
        {
            yield return $"apparmor={Profile}";
        }
    }
}
