using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates pods as the API server does when one is created. Pure; safe to call from any thread.</summary>
/// <remarks>
/// Source of rules and words: the validation of the API server's core group. Fields that only a scheduler or the server itself
/// would act on are checked for form alone.
/// </remarks>
public static class PodValidator
{
    /// <summary>Finds what is wrong with a pod.</summary>
    /// <param name="pod">The pod, with its defaults.</param>
    /// <returns>The errors, in the words of the API server; empty if there are none.</returns>
    public static IReadOnlyList<FieldError> Validate(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var errors = new FieldErrors();
        MetadataValidator.Validate(errors, pod.Metadata, FieldPath.Root.Child("metadata"));
        PodSpecValidator.Validate(errors, pod.Spec, FieldPath.Root.Child("spec"));
        return errors.ToList();
    }
}
