namespace Reeve.Host.Memory;

/// <summary>The memory of this process, as far as it can be given back.</summary>
internal interface IProcessMemory
{
    /// <summary>Bytes that were allocated since the process began; only ever grows.</summary>
    long Allocated { get; }

    /// <summary>Collects all garbage, moves together what lives, and gives what is free to the operating system.</summary>
    void Trim();
}
