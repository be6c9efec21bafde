using System.Text.Json.Serialization;

namespace Reeve.Hollow;

/// <summary>Options of the hollow provider.</summary>
internal sealed record HollowOptions
{
    /// <summary>Milliseconds from acceptance to running.</summary>
    public int StartMilliseconds { get; set; }

    /// <summary>Milliseconds that a container runs; negative: until it is stopped.</summary>
    public int RunMilliseconds { get; set; } = -1;

    /// <summary>Milliseconds from the stop to the end of a container; never more than the grace period.</summary>
    public int StopMilliseconds { get; set; }

    /// <summary>Exit code of a container that ends on its own.</summary>
    public int ExitCode { get; set; }

    /// <summary>Number of pods that the node takes.</summary>
    public int Pods { get; set; } = 10_000;

    /// <summary>Keeps what was accepted in the state directory, so that a next instance finds it again.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>So many first calls of each kind fail as transient.</summary>
    public HollowFaults Faults { get; set; } = new();
}

/// <summary>Faults to inject.</summary>
internal sealed record HollowFaults
{
    /// <summary>First calls of <c>StartPodAsync</c> for each pod that fail as transient.</summary>
    public int Starts { get; set; }

    /// <summary>First calls of <c>StopPodAsync</c> for each pod that fail as transient.</summary>
    public int Stops { get; set; }

    /// <summary>First watches that break before they are synced.</summary>
    public int Watches { get; set; }
}

/// <summary>Reads options and records without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HollowOptions))]
[JsonSerializable(typeof(HollowRecord))]
internal sealed partial class HollowJson : JsonSerializerContext;
