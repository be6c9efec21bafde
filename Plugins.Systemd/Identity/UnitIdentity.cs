namespace Reeve.Plugins.Systemd.Identity;

/// <summary>
/// What goes before a program or a command so that it is who the container is. systemd takes on only users that the machine has
/// accounts for, and before it would run anything that still needs rights: the entry program does it, as the last step.
/// </summary>
internal static class UnitIdentity
{
    private const string EndOfOptions = "--";

    /// <summary>For a command in a container.</summary>
    public static IReadOnlyList<string> Prefix(string entry, ContainerIdentity identity) => [entry, .. identity.ToOptions(), EndOfOptions];
}
