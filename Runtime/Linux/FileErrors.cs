namespace Reeve.Runtime.Linux;

/// <summary>Turns failures of the file system into failures that the core decides by.</summary>
internal static class FileErrors
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Does something with files.</summary>
    public static void Guard(string what, Action action) => Guard(what, () =>
    {
        action();
        return true;
    });

    /// <summary>Does something with files.</summary>
    public static T Guard<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Translate(what, exception);
        }
    }

    /// <summary>Names what could not be written, and why in the core's terms.</summary>
    public static ProviderException Translate(string what, Exception exception)
    {
        var error = Errno.Of(exception);
        return error switch
        {
            _ when error.IsFull || exception.HResult == WindowsDiskFull => new ProviderException(
                ErrorReason.Exhausted, $"There is no space left for {what}: free some, or raise the quota.", exception),
            _ when error == Errno.AccessDenied || error == Errno.NotPermitted || exception is UnauthorizedAccessException =>
                new ProviderException(ErrorReason.Denied, $"Access to {what} is denied: {exception.Message}", exception),
            _ => new ProviderException(ErrorReason.Transient, $"Cannot write {what}: {exception.Message}", exception),
        };
    }
}
