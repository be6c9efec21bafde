namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>What is wrong with a pod. Not thread-safe.</summary>
internal sealed class Findings
{
    private readonly List<FieldError> _errors = [];

    /// <summary>All of it, in the order found.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Adds one thing.</summary>
    /// <param name="field">The field's path.</param>
    /// <param name="message">What is wrong, and the way out.</param>
    public void Add(string field, string message) => _errors.Add(new FieldError { Field = field, Message = message });

    /// <summary>Fails with the first thing found.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>.</exception>
    public void ThrowIfAny()
    {
        if (_errors is [var first, ..])
        {
            throw new ProviderException(ErrorReason.Invalid, first.ToString()) { Field = first.Field };
        }
    }
}
