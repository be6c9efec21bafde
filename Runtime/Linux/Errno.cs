using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary>An error number of Linux; see errno(3).</summary>
internal readonly record struct Errno(int Number)
{
    public static readonly Errno NotPermitted = new(1);
    public static readonly Errno NotFound = new(2);
    public static readonly Errno Interrupted = new(4);
    public static readonly Errno TryAgain = new(11);
    public static readonly Errno AccessDenied = new(13);
    public static readonly Errno Busy = new(16);
    public static readonly Errno Exists = new(17);
    public static readonly Errno CrossDevice = new(18);
    public static readonly Errno NotADirectory = new(20);
    public static readonly Errno IsADirectory = new(21);
    public static readonly Errno Invalid = new(22);
    public static readonly Errno NoSpace = new(28);
    public static readonly Errno NotImplemented = new(38);
    public static readonly Errno NotEmpty = new(39);
    public static readonly Errno TooManyLinks = new(40);
    public static readonly Errno NotSupported = new(95);
    public static readonly Errno QuotaExceeded = new(122);

    public bool IsMissing => this == NotFound || this == NotADirectory;

    public bool IsFull => this == NoSpace || this == QuotaExceeded;

    /// <summary>The error of the last call on this thread.</summary>
    public static Errno Last() => new(Marshal.GetLastPInvokeError());

    /// <summary>The error that an exception of the base library carries, or zero.</summary>
    public static Errno Of(Exception exception) => exception is LinuxException linux
        ? linux.Error
        : exception is IOException && exception.HResult is > 0 and < 4096 ? new Errno(exception.HResult) : default;

    /// <summary>An exception that says what could not be done with what.</summary>
    public LinuxException ToException(string action, string what) =>
        new(this, $"Cannot {action} {what}: {Marshal.GetPInvokeErrorMessage(Number)}.");
}
