namespace Reeve.Runtime.Operations.Journal;

/// <summary>A journal cannot be written: the operation must not go on, for nobody would know how far it is.</summary>
internal sealed class JournalException(string message, Exception innerException) : Exception(message, innerException);
