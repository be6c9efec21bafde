namespace Reeve.Plugins.Process.Native;

/// <summary>What an error number of Linux means to the core.</summary>
internal static class ErrorReasons
{
    public const int NotPermitted = 1; // EPERM
    public const int NoEntry = 2; // ENOENT
    public const int NoProcess = 3; // ESRCH
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int Denied = 13; // EACCES
    public const int BrokenPipe = 32; // EPIPE
    public const int ConnectionReset = 104; // ECONNRESET
    private const int NoMemory = 12;
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    public static ErrorReason Of(int error) => error switch
    {
        Again or NoMemory or TooManyFiles or TooManyFilesInSystem or NoSpace or OverQuota => ErrorReason.Exhausted,
        NotPermitted or Denied => ErrorReason.Denied,
        _ => ErrorReason.Transient,
    };
}
