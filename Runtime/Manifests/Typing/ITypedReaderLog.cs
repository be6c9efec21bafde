using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Typing;

/// <summary>Takes what a <see cref="TypedReader"/> finds.</summary>
internal interface ITypedReaderLog
{
    /// <summary>A field that the type does not have.</summary>
    void UnknownField(FieldPath field, TextPosition position, string message);

    /// <summary>A value that does not fit.</summary>
    void Error(FieldPath field, TextPosition position, string message);
}
