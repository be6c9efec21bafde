namespace Reeve.Runtime.Engine.Planning;

/// <summary>What to do now, and when to look again.</summary>
internal sealed class PodPlan
{
    public List<PodAction> Actions { get; } = [];

    /// <summary>The next time at which something falls due; null if nothing does.</summary>
    public DateTimeOffset? WakeAt { get; private set; }

    public void Add(PodAction action) => Actions.Add(action);

    public void Wake(DateTimeOffset at)
    {
        if (WakeAt is null || at < WakeAt)
        {
            WakeAt = at;
        }
    }
}
