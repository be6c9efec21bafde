namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Reads objects of one kind. Stateless.</summary>
internal interface IKindReader
{
    /// <summary>Group and version.</summary>
    string ApiVersion { get; }

    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>Reads the scope's object, adds what it describes, and says what is wrong.</summary>
    void Read(ObjectScope scope);
}
