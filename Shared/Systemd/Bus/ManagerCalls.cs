namespace Reeve.Systemd.Bus;

/// <summary>Calls of the manager's own object; see org.freedesktop.systemd1(5).</summary>
internal static class ManagerCalls
{
    public const string Root = "/org/freedesktop/systemd1";
    public const string Interface = "org.freedesktop.systemd1.Manager";
    public const string Properties = "org.freedesktop.DBus.Properties";
    private const string Bus = "org.freedesktop.DBus";

    // One rule for all units: a connection may have 512 of them.
    private const string OfUnits = "type='signal',sender='org.freedesktop.systemd1',path_namespace='" + Root + "'";
    private const string ExecutedAnew = "type='signal',sender='" + Bus + "',member='NameOwnerChanged',arg0='org.freedesktop.systemd1'";

    /// <summary>What a new connection needs so that it is told of everything.</summary>
    public static BusCall[] Subscribe() => [Match(OfUnits), Match(ExecutedAnew), Of("Subscribe", static _ => { })];

    public static BusCall Of(string member, Action<MessageWriter> write) => new() { Path = Root, Interface = Interface, Member = member, Write = write };

    /// <summary>A job for a unit, in place of one that waits.</summary>
    public static BusCall OfJob(string member, string unit) => Of(member, writer =>
    {
        writer.Write("s", unit);
        writer.Write("s", "replace");
    });

    public static void WriteStart(MessageWriter writer, string name, IReadOnlyList<UnitProperty> properties)
    {
        writer.Write("s", name);
        writer.Write("s", "fail");
        writer.Properties(properties);
        writer.Empty("(sa(sv))");
    }

    private static BusCall Match(string rule) => new()
    {
        Destination = Bus,
        Path = "/org/freedesktop/DBus",
        Interface = Bus,
        Member = "AddMatch",
        Write = writer => writer.Write("s", rule),
    };
}
