namespace Reeve.Host.CommandLine;

/// <summary>What the command returns to its caller.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It was tried and failed, or a pod failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the configuration or a manifest is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>Ended by SIGINT, as shells report it.</summary>
    public const int Interrupted = 130;
}
