namespace Reeve.Ssh.Processes;

/// <summary>What a <see cref="MarkerFilter"/> finds between a program's bytes.</summary>
internal enum MarkerKind : byte
{
    /// <summary>The program is about to start; the text is its process group and, on a terminal, the terminal.</summary>
    Started = (byte)'P',

    /// <summary>The program itself ended with 255, which is also ssh's own way to fail.</summary>
    Ended255 = (byte)'E',

    /// <summary>The master gave no session, so that nothing ran.</summary>
    NoSession = (byte)'N',
}
