namespace Reeve.Host.Memory;

/// <summary>The memory of this process, as far as it can be given back.</summary>
internal interface IProcessMemory
{
    /// <summary>Bytes that were allocated since the process began; only ever grows.</summary>
    long Allocated { get; }

    /// <summary>Collects all garbage, moves together what lives, and gives what is free or can be had again to the operating system.</summary>
    void Trim();

    /// <summary>Gives back what can be had again without a file being read: takes a millisecond or two.</summary>
    void Release();
}
