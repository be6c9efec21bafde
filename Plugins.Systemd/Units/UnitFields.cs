using System.Globalization;
using System.Text;
using Reeve.Plugins.Systemd.Streams;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Units;

/// <summary>
/// Whose attempt a unit is, in the unit itself: as journal fields (<c>LogExtraFields</c>), by which its messages can be searched too.
/// </summary>
internal sealed record UnitFields
{
    private const string Cluster = "REEVE_CLUSTER";
    private const string Node = "REEVE_NODE";
    private const string Pod = "REEVE_POD_UID";
    private const string Namespace = "REEVE_POD_NAMESPACE";
    private const string PodName = "REEVE_POD_NAME";
    private const string Container = "REEVE_CONTAINER";
    private const string Attempt = "REEVE_ATTEMPT";
    private const string ProblemField = "REEVE_PROBLEM";
    private const string Program = "REEVE_PROGRAM";
    private const string IdentityField = "REEVE_IDENTITY";
    private const string Root = "REEVE_ROOT";
    private const string Directory = "REEVE_DIRECTORY";
    private const string StreamsField = "REEVE_STREAMS";
    private const string Logs = "REEVE_LOGS";

    public required ContainerId Id { get; init; }

    /// <summary>Why it was not even tried to start it; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>The program as given, for messages.</summary>
    public string GivenProgram { get; init; } = "";

    /// <summary>Where commands in the container start.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>What goes before a program so that it is who the container is; see <see cref="Identity.UnitIdentity"/>.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>Its input and terminal; null without.</summary>
    public ContainerStreams? Streams { get; init; }

    /// <summary>Whether it has a root file system of its own: the layers of an image.</summary>
    public bool HasRoot { get; init; }

    /// <summary>Whether what it writes is in the journal.</summary>
    public bool IsInJournal { get; init; }

    /// <summary>The fields by which the messages of an attempt are found.</summary>
    public static IReadOnlyList<(string Name, string Value)> SearchFor(ContainerId id) =>
    [
        (Cluster, id.Pod.Owner.Cluster), (Node, id.Pod.Owner.Node), (Pod, id.Pod.Uid), (Container, id.Name), (Attempt, id.Attempt.ToString(CultureInfo.InvariantCulture)),
    ];

    public UnitProperty ToProperty(string podNamespace, string podName)
    {
        var fields = new List<(string Name, string Value)>
        {
            (Cluster, Id.Pod.Owner.Cluster), (Node, Id.Pod.Owner.Node), (Pod, Id.Pod.Uid), (Namespace, podNamespace), (PodName, podName),
            (Container, Id.Name), (Attempt, Id.Attempt.ToString(CultureInfo.InvariantCulture)), (Program, Encode(GivenProgram)), (Directory, Encode(WorkingDirectory)),
            (IdentityField, Encode(string.Join('\0', Identity))),
        };
        if (Streams is not null)
        {
            fields.Add((StreamsField, Encode(Streams.ToString())));
        }

        if (HasRoot)
        {
            fields.Add((Root, "1"));
        }

        if (IsInJournal)
        {
            fields.Add((Logs, "journal"));
        }

        if (Problem is not null)
        {
            fields.Add((ProblemField, Encode(Problem)));
        }

        return UnitProperty.Bytes("LogExtraFields", fields.Select(field => Encoding.UTF8.GetBytes($"{field.Name}={field.Value}")));
    }

    /// <summary>Reads what a unit says of itself; null if it is no unit of this owner.</summary>
    public static UnitFields? Read(IReadOnlyDictionary<string, object> properties, Owner owner)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in properties.GetValueOrDefault("LogExtraFields") as object[] ?? [])
        {
            var pair = Encoding.UTF8.GetString((byte[])field).Split('=', 2);
            fields[pair[0]] = pair.Length > 1 ? pair[1] : "";
        }

        if (fields.GetValueOrDefault(Cluster) != owner.Cluster || fields.GetValueOrDefault(Node) != owner.Node
            || !fields.TryGetValue(Pod, out var uid) || !fields.TryGetValue(Container, out var name)
            || !int.TryParse(fields.GetValueOrDefault(Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
        {
            return null;
        }

        return new UnitFields
        {
            Id = new ContainerId { Pod = new PodId { Owner = owner, Uid = uid }, Name = name, Attempt = attempt },
            Problem = fields.TryGetValue(ProblemField, out var problem) ? Decode(problem) : null,
            HasRoot = fields.ContainsKey(Root),
            IsInJournal = fields.ContainsKey(Logs),
            GivenProgram = Decode(fields.GetValueOrDefault(Program, "")),
            WorkingDirectory = Decode(fields.GetValueOrDefault(Directory, "")) is { Length: > 0 } directory ? directory : "/",
            Streams = ContainerStreams.Parse(Decode(fields.GetValueOrDefault(StreamsField, ""))),
            Identity = Decode(fields.GetValueOrDefault(IdentityField, "")).Split('\0', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    // systemd keeps the fields in a file, whose quoting rules their values must not meet when it reads them again.
    private static string Encode(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromHexString(text));
}
