namespace Reeve.Runtime.Linux;

/// <summary>What an entry of a directory is: the S_IFMT part of its mode.</summary>
internal enum FileKind
{
    Unknown = 0,
    Fifo = 0x1000,
    CharacterDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    File = 0x8000,
    SymbolicLink = 0xA000,
    Socket = 0xC000,
}
