using Reeve.Plugins.Process.Identity;
using Reeve.Plugins.Process.Mounts;

namespace Reeve.Plugins.Process.Supervisor;

/// <summary>What a supervisor shall do; written to it by <see cref="SpecWriter"/>.</summary>
internal sealed record SupervisorSpec
{
    /// <summary>Directories that are searched for a program without a slash if the environment names none; as in POSIX shells.</summary>
    public const string DefaultSearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Marks every process of a container, so that it is found even after its supervisor was killed.</summary>
    public const string MarkerVariable = "REEVE_CONTAINER";

    public SupervisorMode Mode { get; init; }

    /// <summary>What the identity does not imply.</summary>
    public SupervisorFlags Flags { get; init; }

    public ProcessIdentity Identity { get; init; } = ProcessIdentity.OfAgent;

    public int? OomScoreAdjustment { get; init; }

    /// <summary>exec: the process whose namespaces are joined, and its start time in clock ticks since boot.</summary>
    public (int Pid, string Start)? Target { get; init; }

    /// <summary>The file that start and end are appended to.</summary>
    public string JournalPath { get; init; } = "";

    public string StandardOutput { get; init; } = "";

    public string StandardError { get; init; } = "";

    /// <summary>A FIFO to make for standard input; empty for none.</summary>
    public string StandardInput { get; init; } = "";

    public string WorkingDirectory { get; init; } = "/";

    public string BootId { get; init; } = "";

    /// <summary>Text that is kept beside the record of the start, and given back as it is.</summary>
    public string Label { get; init; } = "";

    /// <summary>Stands before the container's lines in the journal, and is the value of <see cref="MarkerVariable"/>.</summary>
    public required string Token { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public IReadOnlyList<MountOperation> Mounts { get; init; } = [];
}
