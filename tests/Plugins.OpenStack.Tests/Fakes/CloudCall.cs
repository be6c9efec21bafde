namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>A call that a cloud got.</summary>
internal sealed record CloudCall(int Number, string Method, string Service, string Path)
{
    /// <summary>Whether it makes or changes something.</summary>
    public bool Mutates => Method != "GET" && Service != "identity";

    public override string ToString() => $"{Number} {Method} {Service} {Path}";
}
