namespace Reeve.Plugins.Process.Records;

/// <summary>What the journal says of one container.</summary>
internal sealed class JournalEntry(string token, JournalSegment segment)
{
    public string Token { get; } = token;

    /// <summary>Where its lines are.</summary>
    public JournalSegment Segment { get; } = segment;

    /// <summary>How it was started; null if it was not even tried, or not yet.</summary>
    public StartRecord? Start { get; set; }

    /// <summary>The label as written; null before the start is on record.</summary>
    public string? Label { get; set; }

    /// <summary>How it ended; null if that is not on record.</summary>
    public EndRecord? End { get; set; }
}
