namespace Reeve.Runtime.Plugins.Inspection;

/// <summary>A reference from one assembly to another.</summary>
internal sealed record AssemblyReferenceInfo(string Name, Version Version);
