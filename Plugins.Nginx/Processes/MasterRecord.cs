namespace Reeve.Plugins.Nginx.Processes;

/// <summary>Which nginx is ours, written once it runs.</summary>
internal sealed record MasterRecord
{
    /// <summary>The master's process id.</summary>
    public int Pid { get; set; }

    /// <summary>When it began, in clock ticks since the machine's start (<c>proc(5)</c>): a process id may come again, both together do not.</summary>
    public long StartTime { get; set; }

    /// <summary>Where it listens, <c>tcp 192.0.2.1:80</c>; null if that is not known.</summary>
    public IReadOnlyList<string>? Endpoints { get; set; }
}
