using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>How often a container's probe ended in one way.</summary>
internal sealed record ProbeCount(PodId Pod, string Container, ProbeKind Kind, ProbeOutcome Outcome, long Count);
