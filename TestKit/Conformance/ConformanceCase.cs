namespace Reeve.TestKit.Conformance;

/// <summary>A requirement and the way to check it.</summary>
/// <typeparam name="TSession">What the check works with.</typeparam>
internal sealed record ConformanceCase<TSession>(string Id, string Text, Func<TSession, CancellationToken, Task> Check)
{
    public Requirement Requirement { get; } = new() { Id = Id, Text = Text };
}
