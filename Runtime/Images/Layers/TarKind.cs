namespace Reeve.Runtime.Images.Layers;

/// <summary>What an entry of a tar archive is.</summary>
internal enum TarKind
{
    Unknown = 0,
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,
}
