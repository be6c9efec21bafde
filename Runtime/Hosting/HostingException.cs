namespace Reeve.Runtime.Hosting;

/// <summary>What was configured cannot be used: a file that is not there, a provider of that name that no plugin has. The message says what to do.</summary>
/// <param name="message">One sentence for people.</param>
/// <param name="innerException">The reason.</param>
public sealed class HostingException(string message, Exception? innerException = null) : Exception(message, innerException);
