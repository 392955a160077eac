import type { ResultTemplate, ResultTemplateKey } from './model.ts';
import {
  buildingPermit,
  certifiedCopy,
  criminalRecord,
  householdBusiness,
  landNotice,
} from './templates/certificates.ts';
import {
  birthCertificate,
  deathExtract,
  marriageCertificate,
  marriageExtract,
  singleStatus,
} from './templates/civil-status.ts';
import { answerLetter, refusalNotice } from './templates/letters.ts';
import { apology, controlSlip, intakeRefusal, receipt, supplementRequest } from './templates/one-stop-forms.ts';

/** Every paper that the house can draw up, by the key that procedures refer to. */
export const resultTemplates: Readonly<Record<ResultTemplateKey, ResultTemplate>> = {
  'giay-khai-sinh': birthCertificate,
  'giay-chung-nhan-ket-hon': marriageCertificate,
  'trich-luc-ket-hon': marriageExtract,
  'giay-xac-nhan-tinh-trang-hon-nhan': singleStatus,
  'trich-luc-khai-tu': deathExtract,
  'ban-sao-chung-thuc': certifiedCopy,
  'giay-chung-nhan-ho-kinh-doanh': householdBusiness,
  'phieu-ly-lich-tu-phap': criminalRecord,
  'giay-phep-xay-dung': buildingPermit,
  'giay-chung-nhan-dat': landNotice,
  'van-ban-tra-loi': answerLetter,
  'thong-bao-tu-choi': refusalNotice,
  'mau-01-giay-tiep-nhan': receipt,
  'mau-02-phieu-bo-sung': supplementRequest,
  'mau-03-phieu-tu-choi': intakeRefusal,
  'mau-04-phieu-xin-loi': apology,
  'mau-05-phieu-kiem-soat': controlSlip,
};

/** The template of that key; a procedure with an unknown one gets the general letter. */
export function findResultTemplate(key: string): ResultTemplate {
  return Object.hasOwn(resultTemplates, key) ? resultTemplates[key as ResultTemplateKey] : answerLetter;
}
