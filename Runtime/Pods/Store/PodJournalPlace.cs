namespace Reeve.Runtime.Pods.Store;

/// <summary>Where a line of the journal is, its end included.</summary>
internal readonly record struct PodJournalPlace(long Offset, int Length);
