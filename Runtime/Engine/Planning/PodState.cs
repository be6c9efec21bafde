using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// All that is known of a pod. Changed only by the static classes of this folder, from the pod's actor alone; they do no I/O
/// and read no clock, so that every course of events can be played in a test.
/// </summary>
internal sealed class PodState
{
    private const int MaxEvents = 100;
    private readonly List<PodEvent> _events = [];

    public PodState(ResolvedPod pod, DateTimeOffset acceptedAt, EngineOptions options)
    {
        Pod = pod;
        AcceptedAt = acceptedAt;
        Options = options;

        // A pod that was over stays over, also for an agent that knows no more than its status.
        Completed = pod.Pod.Status.Phase is "Succeeded" or "Failed";
        foreach (var container in pod.Containers)
        {
            Containers.Add(new ContainerTrack(pod.Id, container));
        }
    }

    public PodId Id => Pod.Id;

    public ResolvedPod Pod { get; set; }

    public EngineOptions Options { get; }

    /// <summary>Init containers in order, regular ones in order, ephemeral ones.</summary>
    public List<ContainerTrack> Containers { get; } = [];

    /// <summary>When the pod was accepted: what its deadline counts from.</summary>
    public DateTimeOffset AcceptedAt { get; }

    public SetUpStage SetUp { get; set; }

    public Backoff SetUpBackoff { get; set; }

    public DateTimeOffset? SetUpRetryAt { get; set; }

    public Waiting? SetUpProblem { get; set; }

    public PodFacts Facts { get; set; } = new();

    public DateTimeOffset? SandboxReadyAt { get; set; }

    /// <summary>Why the pod as a whole failed.</summary>
    public PodFailure? Failure { get; set; }

    /// <summary>Its containers have done what there was to do, or it can never get there.</summary>
    public bool Completed { get; set; }

    /// <summary>When the grace period of a stop that was asked for is over.</summary>
    public DateTimeOffset? StopDeadline { get; set; }

    /// <summary>Stopped without any grace.</summary>
    public bool StopAtOnce { get; set; }

    /// <summary>The grace period of an end that the engine itself decided.</summary>
    public TimeSpan? EndGrace { get; set; }

    /// <summary>
    /// Counts how often everything had to begin again, init containers included: the sandbox was lost, or a rule restarts all
    /// containers. What an attempt of an earlier round did counts no more.
    /// </summary>
    public int Round { get; set; }

    public DateTimeOffset? NextLimitCheck { get; set; }

    public bool CheckingLimits { get; set; }

    /// <summary>Removals of old attempts that are under way.</summary>
    public int Removals { get; set; }

    public PodChangeResult? Resize { get; set; }

    /// <summary>Something of the report changed.</summary>
    public bool Changed { get; set; } = true;

    public bool StopRequested => StopDeadline is not null;

    /// <summary>Nothing is started any more.</summary>
    public bool IsEnding => StopRequested || Failure is not null || Completed;

    /// <summary>Nothing of it runs or is being started.</summary>
    public bool IsIdle => SetUp != SetUpStage.Running && Removals == 0 && !Containers.Exists(static container => container.IsBusy);

    /// <summary>As the kubelet shows a pod in messages: <c>name_namespace(uid)</c>.</summary>
    public string DisplayName => $"{Pod.Pod.Metadata.Name}_{Pod.Pod.Metadata.Namespace}({Id.Uid})";

    /// <summary>Whether a container has an attempt that counts in this round.</summary>
    public bool HasRun(ContainerTrack container) => container.Stage != Stage.None && container.Round == Round;

    public ContainerTrack? Find(string name) => Containers.Find(container => container.Name == name);

    public void Raise(DateTimeOffset now, string reason, string message, bool warning = false, string? container = null)
    {
        // Nobody may be reading: the oldest events give way.
        if (_events.Count == MaxEvents)
        {
            _events.RemoveAt(0);
        }

        _events.Add(new PodEvent { Reason = reason, Message = message, Warning = warning, Container = container, Time = now });
        Changed = true;
    }

    /// <summary>Gives the events since the last call.</summary>
    public IReadOnlyList<PodEvent> TakeEvents()
    {
        if (_events.Count == 0)
        {
            return [];
        }

        var events = _events.ToArray();
        _events.Clear();
        return events;
    }
}
