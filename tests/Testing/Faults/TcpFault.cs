namespace Reeve.Testing.Faults;

/// <summary>What a <see cref="TcpProxy"/> does to the bytes that pass.</summary>
public sealed record TcpFault
{
    /// <summary>Nothing passes in either direction; connections stay open and new ones are accepted.</summary>
    public bool Silent { get; init; }

    /// <summary>How long each piece of the server's answer is held back.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The connection is reset after so many bytes from the server; counted for each connection alone.</summary>
    public long? CutAfter { get; init; }

    /// <summary>The largest piece of the server's answer that is passed on at once.</summary>
    public int PieceSize { get; init; } = 64 * 1024;
}
